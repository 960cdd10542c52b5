"""How a programme meets the public: its pages, links, posters and pictures, and who is missing."""

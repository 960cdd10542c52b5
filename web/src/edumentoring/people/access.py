"""Who is signed in, and how surely."""

from django.contrib.auth.decorators import login_required

# Staff pages need a second factor as well as the e-mail code.
staff = login_required

# Everything there is to remember. Each target sets up what it needs.
.DEFAULT_GOAL := help
.PHONY: bench-people help setup run test check lock bench-pages bench-own-pages bench-matching bench-crowds bench-engine bench-intake bench-schools bench-introductions bench-newsletter bench-library bench-sign-in bench-backup bench-surge wheels

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/make \1\t\2/' | expand -t 26

setup: ## make .venv with everything, development tools included
	@scripts/setup

run: setup ## the service with a demonstration programme, on http://127.0.0.1:8000 (PORT, HOST)
	@EDUMENTORING_DEMONSTRATION=yes .venv/bin/edumentoring serve --prepare

test: setup ## every test, browser and PostgreSQL included; installs what it needs
	@scripts/test

check: setup ## format, lint, types, imports, templates, migrations, deployment, known weaknesses
	@scripts/check

lock: setup ## compile requirements/*.txt again from the three inputs
	@scripts/lock

wheels: setup ## both packages as wheels, in dist/
	@scripts/wheels

bench-pages: setup ## time, weight and queries of every kind of page; own pages among 100,000 people
	@.venv/bin/python -m benchmarks.pages
	@.venv/bin/python -m benchmarks.own_pages

bench-own-pages: setup ## a person's home and a pair's page among 100,000 people (PEOPLE, DATABASE)
	@.venv/bin/python -m benchmarks.own_pages

bench-matching: setup ## a proposal, a what-if and the board at 600 and 2,000 people
	@.venv/bin/python -m benchmarks.matching

bench-crowds: setup ## a round over 20,000 people in a task, its board and changes (PEOPLE, PUBLISH)
	@.venv/bin/python -m benchmarks.crowds

bench-engine: setup ## pairwell beside seven others on the same instances (PARTS, SIZES, PEERS, REPEATS)
	@.venv/bin/python -m benchmarks.engine

bench-intake: setup ## reading and checking sign-up sheets
	@.venv/bin/python -m benchmarks.intake

bench-schools: setup ## finding a school among all of England's and Wales's
	@.venv/bin/python -m benchmarks.schools_search

bench-introductions: setup ## introductions while the worker is killed (KILLS)
	@.venv/bin/python -m benchmarks.introductions

bench-library: setup ## finding resources among 10,000, beside a plain LIKE (RESOURCES, REPEATS)
	@.venv/bin/python -m benchmarks.library

bench-newsletter: setup ## a newsletter to 100,000 while the worker is killed (SUBSCRIBERS, KILLS)
	@.venv/bin/python -m benchmarks.newsletter

bench-sign-in: setup ## whether the clock tells who has an account (ASKED)
	@.venv/bin/python -m benchmarks.sign_in

bench-backup: setup ## back-ups taken while people write (COPIES)
	@.venv/bin/python -m benchmarks.backup

bench-surge: setup ## many people at once, sign-ups and an import among them (DURATION, RATE, DATABASE)
	@.venv/bin/python -m benchmarks.surge

bench-people: setup ## ten thousand people on the list, sorted, filtered and searched (DATABASE)
	@.venv/bin/python -m benchmarks.people_list

# `make help` lists what there is. Everything works on a Debian machine with git, make, Go and Node.

export CGO_ENABLED ?= 0
VERSION := $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
DATA ?= data

.PHONY: help
help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: build
build: ## build bin/tutti with everything embedded, and its pages where Node is
	@scripts/web build
	go build -ldflags "-s -w -X main.version=$(VERSION)" -o bin/tutti ./cmd/tutti

.PHONY: demo
demo: setup-demo build ## run the 24-musician track from brief to finished mix
	bin/tutti demo --data $(DATA)

.PHONY: examples
examples: setup-demo build ## play the example of every kind of project to its assembled result
	bin/tutti demo play --data $(DATA)

.PHONY: dev
dev: setup-demo build ## serve everything embedded, and stay up
	bin/tutti dev --data $(DATA)

.PHONY: test
test: ## everything, on real components
	scripts/setup test
	scripts/test

.PHONY: quick
quick: setup-demo ## the fast tests only: no server, no race detector
	go test ./project/ ./api/... ./client/... ./workflows/ ./activities/ ./media/... .

.PHONY: sim
sim: ## 2,000 invented projects in virtual time; one that fails says how to play it again
	go test ./sim -count=1 -timeout 60m -v -run Seed -seeds=2000

.PHONY: vuln
vuln: ## look for known vulnerabilities in what is used; asks the network, or VULNDB=file:///...
	scripts/setup test
	scripts/vuln

.PHONY: hunt
hunt: ## random tests of plans, money and formats for longer, with a seed of their own
	RAPID_CHECKS=5000 RAPID_SEED=0 go test -count=1 -timeout 120m ./project ./storage/memory ./statement ./media/...

.PHONY: bench
bench: setup-demo build ## ratios against bare limits, measured side by side
	scripts/bench

.PHONY: generate
generate: ## write openapi.json, the plan's JSON Schema, docs/sub-gig.md and the pages' contract anew
	go generate ./...
	scripts/web contract

.PHONY: shots
shots: ## pictures of every page, dark and light, desktop and phone, in web/shots
	scripts/setup test
	make --no-print-directory build
	go test ./e2e -count=1 -timeout 40m -run TestPages -args -shots $(CURDIR)/web/shots

.PHONY: ensemble
ensemble: ## four people make the 24-musician track by pages alone, in a real browser
	scripts/setup test
	make --no-print-directory build
	go test ./e2e -count=1 -timeout 40m -v -run TestEnsembleInPages

.PHONY: histories
histories: ## save today's workflow histories, to be replayed by every later version
	go test ./app -count=1 -run Histories -args -save $(CURDIR)/workflows/testdata/histories/$(shell date +%Y-%m)

.PHONY: crash
crash: ## kill the program before and after every call that changes something
	go test ./app -count=1 -timeout 60m -v -run TestKilledAtEveryCall -args -crash.all

.PHONY: setup-demo
setup-demo:
	@scripts/setup demo

.PHONY: clean
clean: ## remove what was built; data/ stays
	rm -rf bin .bin web/dist/app web/node_modules web/contract/node_modules web/shots

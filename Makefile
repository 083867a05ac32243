# Two commands matter: make demo and make test. Both install what they miss.
.PHONY: demo test bench bench-load fuzz lint build

# make demo ARGS='--addr 0.0.0.0:8080'
demo: build
	@scripts/need.sh demo
	@bin/temgoc demo $(ARGS)

# Everything, against a Postgres and a Redis of its own. The standards' own cases
# are run where their folder is (CONFORMANCE_DIR, or ../shared/conformance).
test: build
	@scripts/need.sh test
	REQUIRE_TOOLS=1 bin/temgoc with-stores --require -- go test -race -shuffle=on -timeout 20m ./...

FIGURES ?= full
# The figures; FIGURES=smoke is quick and proves only that they can be measured.
bench: build
	@scripts/need.sh $(if $(filter full,$(FIGURES)),bench,demo)
	FIGURES=$(FIGURES) bin/temgoc with-stores --require -- go test ./internal/bench -run Figures -count=1 -v

# What the service bears, as it runs: about four minutes, best on a quiet machine.
bench-load: build
	@scripts/need.sh $(if $(filter full,$(FIGURES)),bench,demo)
	CGO_ENABLED=0 go build -trimpath -o bin/loadtest ./cmd/loadtest
	FIGURES=$(FIGURES) go test ./internal/bench -run '^TestLoad$$' -count=1 -v -timeout 20m

# Every fuzz target for a moment: make fuzz FUZZTIME=10m goes deeper.
FUZZTIME ?= 10s
fuzz:
	@FUZZTIME=$(FUZZTIME) scripts/fuzz.sh

STATICCHECK = go run honnef.co/go/tools/cmd/staticcheck@v0.8.2
lint:
	@files=$$(gofmt -l .) && test -z "$$files" || { echo "gofmt: $$files"; exit 1; }
	go vet ./...
	$(STATICCHECK) ./...
	go mod tidy -diff

build:
	CGO_ENABLED=0 go build -trimpath -o bin/temgoc ./cmd/temgoc

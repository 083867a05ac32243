FROM golang:1.26.8-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -ldflags='-s -w' -o /temgoc ./cmd/temgoc
# A volume takes the owner of the folder that it is mounted over.
RUN mkdir -m 700 /keys

# No shell and no packages: certificates, time zones and the account nonroot.
FROM gcr.io/distroless/static-debian12:nonroot
COPY --from=build /temgoc /temgoc
COPY --from=build --chown=nonroot:nonroot /keys /keys
ENV TEMGOC_KEYS_DIR=/keys
VOLUME /keys
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s CMD ["/temgoc", "health"]
ENTRYPOINT ["/temgoc"]
CMD ["serve"]

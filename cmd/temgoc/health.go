package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"time"

	"temgoc/internal/config"
)

// health is for containers, whose image has no other client.
func health(ctx context.Context, c call) error {
	fs := flag.NewFlagSet("temgoc health", flag.ContinueOnError)
	if err := c.parse(fs); err != nil {
		return err
	}
	cfg, err := config.Load(c.env)
	if err != nil {
		return err
	}
	host, port, err := net.SplitHostPort(cfg.Addr)
	if err != nil {
		return err
	}
	if ip := net.ParseIP(host); host == "" || ip.IsUnspecified() {
		host = "localhost"
	}
	ctx, cancel := context.WithTimeout(ctx, 3*time.Second)
	defer cancel()
	return ask(ctx, c.stdout, "http://"+net.JoinHostPort(host, port)+"/readyz")
}

func ask(ctx context.Context, out io.Writer, url string) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("%s answers %s", url, resp.Status)
	}
	_, err = io.Copy(out, resp.Body)
	return err
}

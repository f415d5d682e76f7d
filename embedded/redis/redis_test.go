package redis

import (
	"context"
	"net"
	"strconv"
	"strings"
	"testing"
	"time"

	goredis "github.com/redis/go-redis/v9"
)

func startServer(t *testing.T) (*Server, *goredis.Client) {
	t.Helper()
	s, err := Start(Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Stop)
	c := goredis.NewClient(&goredis.Options{Addr: s.Addr()})
	t.Cleanup(func() { _ = c.Close() })
	return s, c
}

func TestKeysExpireInRealTime(t *testing.T) {
	_, c := startServer(t)
	ctx := t.Context()
	const life = 3 * time.Second
	if err := c.Set(ctx, "short", "1", life).Err(); err != nil {
		t.Fatal(err)
	}
	if err := c.Set(ctx, "for ever", "1", 0).Err(); err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	if n := c.Exists(ctx, "short").Val(); n != 1 {
		t.Fatal("the key was gone at once")
	}
	for c.Exists(ctx, "short").Val() == 1 {
		if time.Since(began) > 45*time.Second {
			t.Fatal("the key never expired")
		}
		time.Sleep(10 * time.Millisecond)
	}
	// A key written just before a tick is aged by that whole tick, so one tick early is right.
	if lived := time.Since(began); lived < life-2*tick {
		t.Fatalf("the key lived %v, it was set for %v", lived, life)
	}
	if n := c.Exists(ctx, "for ever").Val(); n != 1 {
		t.Fatal("a key without a time-out expired")
	}
}

func TestSetIfAbsentIsFreeAgainAfterItsTime(t *testing.T) {
	_, c := startServer(t)
	ctx := t.Context()
	take := func() bool { return c.SetNX(ctx, "lock", "me", 2*time.Second).Val() }
	if !take() || take() {
		t.Fatal("the first taker must win and the second must lose")
	}
	deadline := time.Now().Add(45 * time.Second)
	for !take() {
		if time.Now().After(deadline) {
			t.Fatal("the lock was never released by time")
		}
		time.Sleep(20 * time.Millisecond)
	}
}

func TestStreamReaderWakesOnAppend(t *testing.T) {
	_, c := startServer(t)
	ctx := t.Context()
	got := make(chan string, 1)
	go func() {
		res, err := c.XRead(ctx, &goredis.XReadArgs{Streams: []string{"live", "0"}, Block: 5 * time.Second}).Result()
		if err != nil {
			got <- err.Error()
			return
		}
		got <- res[0].Messages[0].Values["event"].(string)
	}()
	time.Sleep(50 * time.Millisecond) // let the reader block first
	if err := c.XAdd(ctx, &goredis.XAddArgs{Stream: "live", MaxLen: 10, Values: []any{"event", "delivered"}}).Err(); err != nil {
		t.Fatal(err)
	}
	expect(t, got, "delivered")
}

func TestPublishReachesPatternSubscriber(t *testing.T) {
	_, c := startServer(t)
	sub := c.PSubscribe(t.Context(), "project:*")
	defer sub.Close()
	if _, err := sub.Receive(t.Context()); err != nil {
		t.Fatal(err)
	}
	if n := c.Publish(t.Context(), "project:7", "changed").Val(); n != 1 {
		t.Fatalf("published to %d subscribers, want 1", n)
	}
	got := make(chan string, 1)
	go func() { got <- (<-sub.Channel()).Payload }()
	expect(t, got, "changed")
}

func TestFlushRemovesEveryDatabase(t *testing.T) {
	s, c := startServer(t)
	ctx := t.Context()
	other := goredis.NewClient(&goredis.Options{Addr: s.Addr(), DB: 3})
	defer other.Close()
	for _, client := range []*goredis.Client{c, other} {
		if err := client.Set(ctx, "k", "v", 0).Err(); err != nil {
			t.Fatal(err)
		}
	}
	s.Flush()
	if left := c.DBSize(ctx).Val() + other.DBSize(ctx).Val(); left != 0 {
		t.Fatalf("%d keys survived", left)
	}
}

func TestStopTwiceThenPortIsFree(t *testing.T) {
	s, err := Start(Options{})
	if err != nil {
		t.Fatal(err)
	}
	s.Stop()
	s.Stop()
	again, err := Start(Options{Port: portOf(t, s.Addr())})
	if err != nil {
		t.Fatal(err)
	}
	again.Stop()
}

func TestStopWakesBlockedReaders(t *testing.T) {
	s, c := startServer(t)
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = c.XRead(context.Background(), &goredis.XReadArgs{Streams: []string{"live", "$"}, Block: time.Minute}).Err()
	}()
	time.Sleep(50 * time.Millisecond)
	s.Stop()
	select {
	case <-done:
	case <-time.After(45 * time.Second):
		t.Fatal("a reader was still blocked after Stop")
	}
}

func TestBadOptions(t *testing.T) {
	holder, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer holder.Close()
	for _, c := range []struct {
		name, says string
		opts       Options
	}{
		{"negative port", "not between", Options{Port: -1}},
		{"port too high", "not between", Options{Port: 70000}},
		{"port in use", "taken by another program", Options{Port: portOf(t, holder.Addr().String())}},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, err := Start(c.opts)
			if err == nil {
				s.Stop()
				t.Fatal("started")
			}
			if !strings.Contains(err.Error(), c.says) {
				t.Fatalf("the error is %q, it should say %q", err, c.says)
			}
		})
	}
}

func portOf(t *testing.T, addr string) int {
	t.Helper()
	_, text, err := net.SplitHostPort(addr)
	if err != nil {
		t.Fatal(err)
	}
	port, err := strconv.Atoi(text)
	if err != nil {
		t.Fatal(err)
	}
	return port
}

func expect(t *testing.T, got <-chan string, want string) {
	t.Helper()
	select {
	case text := <-got:
		if text != want {
			t.Fatalf("got %q, want %q", text, want)
		}
	case <-time.After(45 * time.Second):
		t.Fatalf("waited 5 s for %q", want)
	}
}

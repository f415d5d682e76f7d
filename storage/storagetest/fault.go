package storagetest

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/Shopify/toxiproxy/v2"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/rs/zerolog"
)

// Fault is a TCP proxy before a server, which can misbehave as networks do.
type Fault struct {
	t     testing.TB
	proxy *toxiproxy.Proxy
	down  bool
}

// NewFault starts a healthy proxy before the address, host:port. It ends with the test.
func NewFault(t testing.TB, upstream string) *Fault {
	t.Helper()
	server := toxiproxy.NewServer(toxiproxy.NewMetricsContainer(prometheus.NewRegistry()), zerolog.Nop())
	f := &Fault{t: t, proxy: toxiproxy.NewProxy(server, "fault", "127.0.0.1:0", upstream)}
	if err := f.proxy.Start(); err != nil {
		t.Fatalf("start a proxy before %s: %v", upstream, err)
	}
	t.Cleanup(func() {
		if !f.down {
			f.proxy.Stop()
		}
	})
	return f
}

// Addr is where clients connect, as host:port. It stays the same through all faults.
func (f *Fault) Addr() string { return f.proxy.Listen }

// Refuse closes all connections and refuses new ones.
func (f *Fault) Refuse() {
	f.t.Helper()
	f.proxy.Stop()
	f.down = true
}

// Swallow accepts connections and bytes and answers nothing.
func (f *Fault) Swallow() {
	f.t.Helper()
	f.add(`{"name":"up","type":"timeout","stream":"upstream","attributes":{"timeout":0}}`)
	f.add(`{"name":"down","type":"timeout","stream":"downstream","attributes":{"timeout":0}}`)
}

// Delay lets every answer come later.
func (f *Fault) Delay(d time.Duration) {
	f.t.Helper()
	f.add(fmt.Sprintf(`{"name":"late","type":"latency","stream":"downstream","attributes":{"latency":%d}}`, d.Milliseconds()))
}

// CutAfter closes every connection once so many bytes have gone up through it.
func (f *Fault) CutAfter(bytes int) {
	f.t.Helper()
	f.add(fmt.Sprintf(`{"name":"cut","type":"limit_data","stream":"upstream","attributes":{"bytes":%d}}`, bytes))
}

// CutAnswersAfter closes every connection once so many bytes have come down through it.
func (f *Fault) CutAnswersAfter(bytes int) {
	f.t.Helper()
	f.add(fmt.Sprintf(`{"name":"cut","type":"limit_data","stream":"downstream","attributes":{"bytes":%d}}`, bytes))
}

// Heal ends all faults. Connections that were open may be closed by it.
func (f *Fault) Heal() {
	f.t.Helper()
	f.proxy.Toxics.ResetToxics(context.Background())
	if !f.down {
		return
	}
	if err := f.proxy.Start(); err != nil {
		f.t.Fatalf("start the proxy at %s again: %v", f.Addr(), err)
	}
	f.down = false
}

func (f *Fault) add(toxic string) {
	f.t.Helper()
	if _, err := f.proxy.Toxics.AddToxicJson(strings.NewReader(toxic)); err != nil {
		f.t.Fatalf("add %s: %v", toxic, err)
	}
}

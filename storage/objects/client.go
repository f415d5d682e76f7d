package objects

import (
	"errors"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"
	"time"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"
	"github.com/minio/minio-go/v7/pkg/s3utils"

	"tutti/project"
)

// checked refuses wrong options, one sentence each, and fills in the defaults.
func (o Options) checked() (Options, error) {
	if o.AccessKey == "" || o.SecretKey == "" {
		return o, project.Errorf(project.Invalid, "the access key and the secret key of the object store are missing")
	}
	if err := s3utils.CheckValidBucketNameStrict(o.Bucket); err != nil {
		return o, project.Because(err, project.Invalid, "%q is no name for a bucket", o.Bucket)
	}
	if o.Public == "" {
		o.Public = o.Endpoint
	}
	public, _ := splitPath(o.Public)
	for _, address := range []string{o.Endpoint, public} {
		if _, err := parseAddress(address); err != nil {
			return o, err
		}
	}
	if o.Region == "" {
		o.Region = defaultRegion // minio-go would ask the store for it, and signing must need no request
	}
	if o.Timeout == 0 {
		o.Timeout = defaultTimeout
	}
	if o.Logger == nil {
		o.Logger = slog.Default()
	}
	return o, nil
}

// parseAddress takes http(s)://host[:port] apart.
func parseAddress(address string) (*url.URL, error) {
	u, err := url.Parse(address)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" || (u.Path != "" && u.Path != "/") {
		return nil, project.Because(err, project.Invalid,
			"the address of the object store must read http://host:port or https://host:port, it is %q", address)
	}
	return u, nil
}

// splitPath takes the path of a proxy off a public address, as /tutti. What is no URL is left for parseAddress to refuse.
func splitPath(address string) (origin, path string) {
	u, err := url.Parse(address)
	if err != nil {
		return address, ""
	}
	path = strings.TrimRight(u.Path, "/")
	u.Path, u.RawPath = "", ""
	return u.String(), path
}

// newCore makes a client for one address. Every setting is the client's own; the library's globals stay as they are.
func newCore(opts Options, address string, transport http.RoundTripper) (*minio.Core, error) {
	u, err := parseAddress(address)
	if err != nil {
		return nil, err
	}
	core, err := minio.NewCore(u.Host, &minio.Options{
		Creds:           credentials.NewStaticV4(opts.AccessKey, opts.SecretKey, ""),
		Secure:          u.Scheme == "https",
		Transport:       transport,
		Region:          opts.Region,
		TrailingHeaders: true, // needed for checksums that are known only when the stream has ended
		MaxRetries:      attempts,
	})
	if err != nil {
		return nil, project.Because(err, project.Invalid, "the object store cannot be used at %q", address)
	}
	return core, nil
}

// traffic is the transport to the store: it counts.
type traffic struct {
	base          *http.Transport
	calls, failed atomic.Int64
}

func newTraffic(timeout time.Duration) *traffic {
	dialer := net.Dialer{Timeout: timeout / 2, KeepAlive: 15 * time.Second}
	return &traffic{base: &http.Transport{
		Proxy:               http.ProxyFromEnvironment,
		DialContext:         dialer.DialContext,
		TLSHandshakeTimeout: timeout,
		MaxIdleConnsPerHost: 32,
		IdleConnTimeout:     time.Minute,
		// The watchdog of each call is stricter; this one is for requests that minio-go sends outside the call's context.
		ResponseHeaderTimeout: longestWork,
		DisableCompression:    true, // bytes must arrive as they are stored
	}}
}

// RoundTrip sends one request.
func (t *traffic) RoundTrip(r *http.Request) (*http.Response, error) {
	t.calls.Add(1)
	answer, err := t.base.RoundTrip(r)
	if err != nil || answer.StatusCode >= http.StatusInternalServerError {
		t.failed.Add(1)
	}
	return answer, err
}

func (t *traffic) stats() Stats { return Stats{Calls: t.calls.Load(), Failed: t.failed.Load()} }

// noTraffic is the transport of the signing client: signing is arithmetic, a request would be a defect.
type noTraffic struct{}

// RoundTrip always fails.
func (noTraffic) RoundTrip(*http.Request) (*http.Response, error) {
	return nil, errors.New("the signing client sends no requests")
}

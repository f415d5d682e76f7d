package memory

import (
	"bytes"
	"context"
	"crypto/hmac"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"tutti/project"
)

// PublicAt tells where Handler is served, as http://host:port.
func (o *Objects) PublicAt(address string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.public = strings.TrimSuffix(address, "/")
}

// SignPart signs one PUT of exactly size bytes.
func (o *Objects) SignPart(_ context.Context, key, storeID string, number int, size int64, valid time.Duration) (string, error) {
	if number < 1 || size < 0 || storeID == "" {
		return "", project.Errorf(project.Invalid, "part %d of %d bytes cannot be part of the upload %s", number, size, key)
	}
	return o.sign(http.MethodPut, key, valid, url.Values{
		"upload": {storeID}, "part": {strconv.Itoa(number)}, "size": {strconv.FormatInt(size, 10)},
	})
}

// SignGet signs one GET that saves a file of the name.
func (o *Objects) SignGet(_ context.Context, key, fileName string, valid time.Duration) (string, error) {
	return o.sign(http.MethodGet, key, valid, url.Values{"name": {fileName}})
}

func (o *Objects) sign(method, key string, valid time.Duration, query url.Values) (string, error) {
	if err := project.CheckKey(key); err != nil {
		return "", err
	}
	if valid < time.Second || valid > 7*24*time.Hour {
		return "", project.Errorf(project.Invalid, "an address can be valid for 1 second to 7 days, not for %v", valid)
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	query.Set("until", strconv.FormatInt(time.Now().Add(valid).UnixMilli(), 10))
	query.Set("seal", o.seal(method+" "+key+" "+query.Encode()))
	return o.public + "/" + key + "?" + query.Encode(), nil
}

// Handler serves the signed addresses: GET with ranges, PUT of parts. It refuses everything else.
func (o *Objects) Handler() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		key := strings.TrimPrefix(r.URL.Path, "/")
		query := r.URL.Query()
		if !o.allowed(r.Method, key, query) {
			http.Error(w, "this address is not valid, or no longer", http.StatusForbidden)
			return
		}
		if r.Method == http.MethodPut {
			o.servePart(w, r, key, query)
			return
		}
		o.serveGet(w, r, key, query.Get("name"))
	})
}

// allowed checks seal and time.
func (o *Objects) allowed(method, key string, query url.Values) bool {
	seal := query.Get("seal")
	until, err := strconv.ParseInt(query.Get("until"), 10, 64)
	signed := url.Values{}
	for name, values := range query {
		if name != "seal" {
			signed[name] = values
		}
	}
	want := o.seal(method + " " + key + " " + signed.Encode())
	return err == nil && time.Now().UnixMilli() <= until && hmac.Equal([]byte(seal), []byte(want))
}

func (o *Objects) serveGet(w http.ResponseWriter, r *http.Request, key, fileName string) {
	obj, err := o.find(key)
	if err != nil {
		http.Error(w, err.Error(), http.StatusNotFound)
		return
	}
	w.Header().Set("Content-Type", obj.mediaType)
	w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": fileName}))
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(obj.data))
}

func (o *Objects) servePart(w http.ResponseWriter, r *http.Request, key string, query url.Values) {
	size, _ := strconv.ParseInt(query.Get("size"), 10, 64)
	number, _ := strconv.Atoi(query.Get("part"))
	if r.ContentLength != size {
		http.Error(w, "the length is not the signed one", http.StatusForbidden)
		return
	}
	data, err := io.ReadAll(r.Body)
	if err != nil {
		http.Error(w, "the body broke off", http.StatusBadRequest)
		return
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	u, err := o.upload(key, query.Get("upload"))
	if err != nil {
		http.Error(w, err.Error(), http.StatusNotFound)
		return
	}
	u.parts[number] = data
	w.Header().Set("ETag", `"`+etagOf(data)+`"`)
}

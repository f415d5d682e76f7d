package memory

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/md5"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"slices"
	"strings"
	"sync"

	"tutti/project"
)

// minJoinedPart is the least size of every part but the last, in bytes, as on S3.
const minJoinedPart = 5 << 20

// Objects is the reference of project.Objects: everything in memory. Its signed addresses work while Handler is served
// and PublicAt was told where.
type Objects struct {
	mu      sync.Mutex
	objects map[string]storedObject
	uploads map[string]*partedUpload // by the store's id
	secret  []byte                   // signs addresses
	public  string
}

type storedObject struct {
	data      []byte // never changed once stored
	mediaType string
}

type partedUpload struct {
	key, mediaType string
	parts          map[int][]byte
}

var _ project.Objects = (*Objects)(nil)

// NewObjects gives an empty store.
func NewObjects() *Objects {
	return &Objects{
		objects: map[string]storedObject{}, uploads: map[string]*partedUpload{}, secret: []byte(rand.Text()),
		public: "http://objects.invalid",
	}
}

// Put reads everything first, then stores it unless the key is there.
func (o *Objects) Put(_ context.Context, key string, r io.Reader, size int64, mediaType, sum string) error {
	if err := project.CheckKey(key); err != nil {
		return err
	}
	if raw, err := hex.DecodeString(sum); size < 0 || sum != "" && (err != nil || len(raw) != sha256.Size) {
		return project.Errorf(project.Invalid, "%s needs a size and a sha256 in hex or none", key)
	}
	data, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	if got := sha256.Sum256(data); sum != "" && !strings.EqualFold(hex.EncodeToString(got[:]), sum) {
		return project.Errorf(project.Conflict, "the bytes of %s hash to %x, not to %s", key, got, sum)
	}
	if int64(len(data)) != size {
		return project.Errorf(project.Conflict, "%s has %d bytes, not %d", key, len(data), size)
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.store(key, storedObject{data, typeOr(mediaType)})
}

// store keeps the object unless the key is there; the caller holds the lock.
func (o *Objects) store(key string, obj storedObject) error {
	if old, there := o.objects[key]; there {
		if len(old.data) != len(obj.data) {
			return project.Errorf(project.Conflict, "the key %s holds other bytes already", key)
		}
		return nil
	}
	o.objects[key] = obj
	return nil
}

func typeOr(mediaType string) string {
	if mediaType == "" {
		return "application/octet-stream"
	}
	return mediaType
}

// Get opens the bytes.
func (o *Objects) Get(_ context.Context, key string) (io.ReadCloser, project.ObjectInfo, error) {
	obj, err := o.find(key)
	if err != nil {
		return nil, project.ObjectInfo{}, err
	}
	return io.NopCloser(bytes.NewReader(obj.data)), obj.info(), nil
}

// Stat gives size and type.
func (o *Objects) Stat(_ context.Context, key string) (project.ObjectInfo, error) {
	obj, err := o.find(key)
	return obj.info(), err
}

func (o *Objects) find(key string) (storedObject, error) {
	if err := project.CheckKey(key); err != nil {
		return storedObject{}, err
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	obj, there := o.objects[key]
	if !there {
		return storedObject{}, project.Errorf(project.NotFound, "there is no object %s", key)
	}
	return obj, nil
}

func (s storedObject) info() project.ObjectInfo {
	return project.ObjectInfo{Size: int64(len(s.data)), Type: s.mediaType}
}

// Copy shares the bytes under the second key.
func (o *Objects) Copy(_ context.Context, from, to string) error {
	if err := project.CheckKey(to); err != nil {
		return err
	}
	obj, err := o.find(from)
	if err != nil {
		return err
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.store(to, obj)
}

// Delete removes the key.
func (o *Objects) Delete(_ context.Context, key string) error {
	if err := project.CheckKey(key); err != nil {
		return err
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	delete(o.objects, key)
	return nil
}

// StartParts begins an upload.
func (o *Objects) StartParts(_ context.Context, key, mediaType string) (string, error) {
	if err := project.CheckKey(key); err != nil {
		return "", err
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	id := rand.Text()
	o.uploads[id] = &partedUpload{key: key, mediaType: typeOr(mediaType), parts: map[int][]byte{}}
	return id, nil
}

// Parts lists what has arrived, by number.
func (o *Objects) Parts(_ context.Context, key, storeID string) ([]project.Part, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	u, err := o.upload(key, storeID)
	if err != nil {
		return nil, err
	}
	return u.list(), nil
}

// upload finds an unfinished upload; the caller holds the lock.
func (o *Objects) upload(key, storeID string) (*partedUpload, error) {
	if err := project.CheckKey(key); err != nil {
		return nil, err
	}
	u, there := o.uploads[storeID]
	if !there || u.key != key {
		return nil, project.Errorf(project.NotFound, "there is no such upload of %s", key)
	}
	return u, nil
}

func (u *partedUpload) list() []project.Part {
	var parts []project.Part
	for number, data := range u.parts {
		parts = append(parts, project.Part{Number: number, ETag: etagOf(data), Size: int64(len(data))})
	}
	slices.SortFunc(parts, func(a, b project.Part) int { return a.Number - b.Number })
	return parts
}

func etagOf(data []byte) string {
	sum := md5.Sum(data)
	return hex.EncodeToString(sum[:])
}

// FinishParts joins the parts in the order of their numbers.
func (o *Objects) FinishParts(_ context.Context, key, storeID string, parts []project.Part) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	u, err := o.upload(key, storeID)
	if err != nil {
		return o.finishedBefore(key, parts, err)
	}
	parts = slices.SortedFunc(slices.Values(parts), func(a, b project.Part) int { return a.Number - b.Number })
	if err := u.check(parts); err != nil {
		return err
	}
	var whole []byte
	for _, p := range parts {
		whole = append(whole, u.parts[p.Number]...)
	}
	delete(o.uploads, storeID)
	o.objects[key] = storedObject{whole, u.mediaType}
	return nil
}

// finishedBefore makes a repeat of FinishParts harmless.
func (o *Objects) finishedBefore(key string, parts []project.Part, unknown error) error {
	var size int64
	for _, p := range parts {
		size += p.Size
	}
	if obj, there := o.objects[key]; there && obj.info().Size == size {
		return nil
	}
	return unknown
}

// check compares sorted parts with what has arrived.
func (u *partedUpload) check(parts []project.Part) error {
	last := 1
	for i, p := range parts {
		if p.Number < 1 || i > 0 && p.Number == parts[i-1].Number {
			return project.Errorf(project.Invalid, "part %d of %s is named twice or is no part", p.Number, u.key)
		}
		last = p.Number
	}
	named := map[int]string{}
	for _, p := range parts {
		named[p.Number] = strings.Trim(p.ETag, `"`)
	}
	for n := 1; n <= last; n++ {
		data, there := u.parts[n]
		if !there || named[n] != etagOf(data) {
			return project.Errorf(project.Conflict, "these parts of %s are missing: %d", u.key, n)
		}
		if n < last && len(data) < minJoinedPart {
			return project.Errorf(project.Conflict, "part %d of %s is smaller than %d bytes", n, u.key, minJoinedPart)
		}
	}
	return nil
}

// AbortParts forgets the upload.
func (o *Objects) AbortParts(_ context.Context, key, storeID string) error {
	if err := project.CheckKey(key); err != nil {
		return err
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	if _, err := o.upload(key, storeID); err == nil {
		delete(o.uploads, storeID)
	}
	return nil
}

// Ping always succeeds.
func (o *Objects) Ping(context.Context) error { return nil }

// seal is the signature of what an address allows.
func (o *Objects) seal(allowed string) string {
	mac := hmac.New(sha256.New, o.secret)
	mac.Write([]byte(allowed))
	return hex.EncodeToString(mac.Sum(nil))
}

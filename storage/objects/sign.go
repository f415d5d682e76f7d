package objects

import (
	"context"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"tutti/project"
)

// The limits of a signature's validity.
const (
	minValid = time.Second
	maxValid = 7 * 24 * time.Hour
)

// SignPart signs one PUT of one part of exactly size bytes. It sends no request, so it works while the store is away.
func (s *Store) SignPart(ctx context.Context, key, storeID string, number int, size int64, valid time.Duration) (string, error) {
	if number < 1 || number > maxS3Parts || size < 0 || size > maxPartSize || storeID == "" {
		return "", project.Errorf(project.Invalid, "part %d of %d bytes cannot be part of the upload %s", number, size, key)
	}
	query := url.Values{"partNumber": {strconv.Itoa(number)}, "uploadId": {storeID}}
	signed := http.Header{"Content-Length": {strconv.FormatInt(size, 10)}}
	return s.sign(ctx, http.MethodPut, key, valid, query, signed)
}

// SignGet signs one GET, which saves a file of the name. It sends no request.
func (s *Store) SignGet(ctx context.Context, key, fileName string, valid time.Duration) (string, error) {
	// A name in quotes where it is plain, in RFC 5987 form where it is not, as RFC 6266 has it. Nothing in a name can end
	// the header.
	disposition := mime.FormatMediaType("attachment", map[string]string{"filename": fileName})
	return s.sign(ctx, http.MethodGet, key, valid, url.Values{"response-content-disposition": {disposition}}, nil)
}

func (s *Store) sign(
	ctx context.Context, method, key string, valid time.Duration, query url.Values, signed http.Header,
) (string, error) {
	if err := project.CheckKey(key); err != nil {
		return "", err
	}
	if valid < minValid || valid > maxValid {
		return "", project.Errorf(project.Invalid, "an address can be valid for 1 second to 7 days, not for %v", valid)
	}
	u, err := s.signer.PresignHeader(ctx, method, s.bucket, key, valid, query, signed)
	if err != nil {
		return "", project.Because(err, project.Internal, "cannot sign an address for %s", key)
	}
	u.Path = s.path + u.Path // keys need no escapes
	return u.String(), nil
}

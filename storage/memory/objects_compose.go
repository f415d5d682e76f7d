package memory

import (
	"context"

	"tutti/project"
)

// Compose joins the stretches.
func (o *Objects) Compose(_ context.Context, key, mediaType string, stretches []project.Stretch) (int64, error) {
	if err := project.CheckKey(key); err != nil {
		return 0, err
	}
	var whole []byte
	var ours int64
	for _, s := range stretches {
		if s.Bytes != nil {
			whole = append(whole, s.Bytes...)
			ours += int64(len(s.Bytes))
			continue
		}
		found, err := o.find(s.Key)
		if err != nil {
			return 0, err
		}
		if s.From < 0 || s.Size < 0 || s.From+s.Size > int64(len(found.data)) {
			return 0, project.Errorf(project.Invalid, "%d bytes from %d on are not within %s, which has %d", s.Size, s.From, s.Key, len(found.data))
		}
		whole = append(whole, found.data[s.From:s.From+s.Size]...)
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	return ours, o.store(key, storedObject{whole, typeOr(mediaType)})
}

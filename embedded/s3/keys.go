package s3

import (
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

const (
	// keyFile lies beside the bucket tree, never in it: what is in the tree can be asked for over S3.
	keyFile     = "s3.key"
	privateFile = 0o600
	privateDir  = 0o700
)

// keyPair is the root account of the gateway, as it stands in the key file.
type keyPair struct {
	Access string `json:"access_key"`
	Secret string `json:"secret_key"`
}

// loadOrCreateKeys returns the keys kept at path and makes them on the first start. A key file others may read
// is refused, for the secret is then no secret.
func loadOrCreateKeys(path string) (keyPair, error) {
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return createKeys(path)
	}
	if err != nil {
		return keyPair{}, fmt.Errorf("s3: read the keys: %w", err)
	}
	if info, err := os.Stat(path); err == nil && info.Mode().Perm()&0o077 != 0 {
		return keyPair{}, fmt.Errorf("s3: other users may read the secret in %s: chmod it to 600", path)
	}
	var keys keyPair
	if err := json.Unmarshal(text, &keys); err != nil || keys.Access == "" || keys.Secret == "" {
		return keyPair{}, fmt.Errorf("s3: %s holds no access key and secret: delete it to have new ones made", path)
	}
	return keys, nil
}

// createKeys makes fresh keys and has them on disk, under their final name only when complete.
func createKeys(path string) (keyPair, error) {
	keys := keyPair{Access: "TUTTI" + rand.Text()[:15], Secret: rand.Text() + rand.Text()}
	text, err := json.Marshal(keys)
	if err != nil {
		return keyPair{}, fmt.Errorf("s3: write the keys: %w", err)
	}
	if err := writeDurably(path, append(text, '\n')); err != nil {
		return keyPair{}, fmt.Errorf("s3: write the keys: %w", err)
	}
	return keys, nil
}

// writeDurably puts text at path in one step: a kill leaves either nothing or the whole file.
func writeDurably(path string, text []byte) error {
	temp, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*") // made with mode 600
	if err != nil {
		return err
	}
	defer os.Remove(temp.Name()) // finds nothing once the rename is done
	_, err = temp.Write(text)
	err = errors.Join(err, temp.Sync(), temp.Close())
	if err == nil {
		err = os.Rename(temp.Name(), path)
	}
	if err != nil {
		return err
	}
	return syncDir(filepath.Dir(path))
}

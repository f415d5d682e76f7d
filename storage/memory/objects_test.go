package memory_test

import (
	"net/http/httptest"
	"testing"

	"tutti/project"
	"tutti/storage/memory"
	"tutti/storage/storagetest"
)

func TestObjects(t *testing.T) {
	storagetest.Objects(t, func(t *testing.T) project.Objects {
		store := memory.NewObjects()
		server := httptest.NewServer(store.Handler())
		t.Cleanup(server.Close)
		store.PublicAt(server.URL)
		return store
	})
}

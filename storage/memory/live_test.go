package memory_test

import (
	"testing"

	"tutti/project"
	"tutti/storage/memory"
	"tutti/storage/storagetest"
)

func TestLive(t *testing.T) {
	live := new(memory.Live)
	storagetest.Live(t, func(*testing.T) project.Live { return live })
}

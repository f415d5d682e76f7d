package memory_test

import (
	"testing"

	"tutti/project"
	"tutti/storage/memory"
	"tutti/storage/storagetest"
)

func TestRecords(t *testing.T) {
	storagetest.Records(t, func(*testing.T) project.Records {
		return memory.NewRecords(storagetest.RecordsFee()).ClearAfter(storagetest.RecordsClearing)
	})
}

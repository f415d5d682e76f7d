package e2e

import (
	"os"
	"testing"

	"tutti/storage/storagetest"
)

func TestMain(m *testing.M) {
	here()
	os.Exit(told(storagetest.Main(m)))
}

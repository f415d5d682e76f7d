package score
import "testing"
func BenchmarkAll(b *testing.B){ for range b.N { for _,p:=range Parts(){ Render(p.Key,TakeRight)} } }

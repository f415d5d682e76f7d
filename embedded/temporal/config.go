package temporal

import (
	"errors"
	"fmt"
	"net"
	"strconv"
	"syscall"

	"github.com/google/uuid"
	"go.temporal.io/server/common/cluster"
	"go.temporal.io/server/common/config"
	"go.temporal.io/server/common/dynamicconfig"
	"go.temporal.io/server/common/membership/static"
	"go.temporal.io/server/common/primitives"
)

const (
	loopback = "127.0.0.1" // the server wants addresses, not names
	cell     = "active"    // Temporal's name for its only cluster; it is written into the database
	storeKey = "store"
	viewKey  = "visibility"

	// eventsCacheBytes replaces 128 MiB, which a laptop would rather keep.
	eventsCacheBytes = 32 << 20
)

// ports holds one port per service. The server cannot choose free ones itself, because each service must know
// the addresses of the others before any of them listens.
type ports struct {
	frontend, http, history, matching, worker int
}

func (p ports) frontendAddress() string { return address(p.frontend) }

func address(port int) string { return net.JoinHostPort(loopback, strconv.Itoa(port)) }

// choosePorts takes the given port for the frontend, or a free one for 0, and free ones for the rest. All are held
// open until all are chosen, so they differ.
func choosePorts(frontend int) (ports, error) {
	wanted := []int{frontend, 0, 0, 0, 0}
	for i, port := range wanted {
		l, err := net.Listen("tcp", address(port))
		if errors.Is(err, syscall.EADDRINUSE) {
			return ports{}, fmt.Errorf("temporal: port %d on %s is taken by another program", port, loopback)
		}
		if err != nil {
			return ports{}, fmt.Errorf("temporal: listen on %s: %w", address(port), err)
		}
		defer l.Close()
		wanted[i] = l.Addr().(*net.TCPAddr).Port
	}
	return ports{wanted[0], wanted[1], wanted[2], wanted[3], wanted[4]}, nil
}

// serverConfig is what a cluster would read from its configuration file.
func serverConfig(st state, p ports) *config.Config {
	conf := &config.Config{
		Persistence: config.Persistence{
			DefaultStore: storeKey, VisibilityStore: viewKey, NumHistoryShards: st.shards,
			DataStores: map[string]config.DataStore{storeKey: {SQL: st.main}, viewKey: {SQL: st.visibility}},
		},
		ClusterMetadata: &cluster.Config{
			FailoverVersionIncrement: 10, MasterClusterName: cell, CurrentClusterName: cell,
			ClusterInformation: map[string]cluster.ClusterInformation{cell: {
				Enabled: true, InitialFailoverVersion: 1,
				RPCAddress: p.frontendAddress(), HTTPAddress: address(p.http),
				ClusterID: uuid.NewString(), // for a new database; an old one keeps its own
			}},
		},
		Services: map[string]config.Service{
			string(primitives.FrontendService): service(p.frontend, p.http),
			string(primitives.HistoryService):  service(p.history, 0),
			string(primitives.MatchingService): service(p.matching, 0),
			string(primitives.WorkerService):   service(p.worker, 0),
		},
	}
	conf.Global.Membership.MaxJoinDuration = startTimeout / 2 // the server allows a start twice this
	conf.Global.Membership.BroadcastAddress = loopback
	conf.PublicClient.HostPort = p.frontendAddress() // the system's own workers dial it; without it they panic
	conf.DCRedirectionPolicy.Policy = "noop"
	conf.Archival.History.State = "disabled"
	conf.Archival.Visibility.State = "disabled"
	conf.NamespaceDefaults.Archival.History.State = "disabled"
	conf.NamespaceDefaults.Archival.Visibility.State = "disabled"
	return conf
}

func service(grpc, http int) config.Service {
	return config.Service{RPC: config.RPC{GRPCPort: grpc, HTTPPort: http, BindOnIP: loopback}}
}

// staticHosts tells the services where the others are, in place of a gossip ring.
func staticHosts(conf *config.Config) map[primitives.ServiceName]static.Hosts {
	hosts := map[primitives.ServiceName]static.Hosts{}
	for name, s := range conf.Services {
		hosts[primitives.ServiceName(name)] = static.SingleLocalHost(address(s.RPC.GRPCPort))
	}
	return hosts
}

// dynamicConfig holds the settings that differ from the server's defaults, by the server's own constants, so that
// a key it no longer knows does not compile. Numbers must be int.
func dynamicConfig() dynamicconfig.StaticClient {
	return dynamicconfig.StaticClient{
		// The defaults of 20 polls a second and shard put up to 50 ms before every step, and we have one shard.
		dynamicconfig.TransferProcessorMaxPollRPS.Key():   1000,
		dynamicconfig.TimerProcessorMaxPollRPS.Key():      200,
		dynamicconfig.VisibilityProcessorMaxPollRPS.Key(): 200,
		// Beyond 10 in flight (the default) updates were seen to run twice around continue-as-new.
		dynamicconfig.WorkflowExecutionMaxInFlightUpdates.Key(): 1000,
		// One process gains nothing from spreading a queue.
		dynamicconfig.MatchingNumTaskqueueReadPartitions.Key():  1,
		dynamicconfig.MatchingNumTaskqueueWritePartitions.Key(): 1,
		// Memory: this many open workflows stay ready, the rest are read back when needed.
		dynamicconfig.HistoryCacheHostLevelMaxSize.Key():     8096,
		dynamicconfig.HistoryCacheSizeBasedLimit.Key():       false,
		dynamicconfig.EventsHostLevelCacheMaxSizeBytes.Key(): eventsCacheBytes,
		// The database is ours alone; nobody else needs protecting from us.
		dynamicconfig.FrontendPersistenceMaxQPS.Key():                    10_000,
		dynamicconfig.HistoryPersistenceMaxQPS.Key():                     45_000,
		dynamicconfig.FrontendMaxNamespaceVisibilityRPSPerInstance.Key(): 100,
		// A search attribute can be used as soon as it is registered.
		dynamicconfig.ForceSearchAttributesCacheRefreshOnRead.Key(): true,
		// The server would ask the internet for news of itself.
		dynamicconfig.EnableServerVersionCheck.Key(): false,
	}
}

using Xunit;

// Each test has the engine and the browser to itself: twenty starting servers beside a person's clicks would test the machine, not the hub.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

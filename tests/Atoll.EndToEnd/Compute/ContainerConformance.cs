using Atoll.TestKit.Conformance;
using Xunit;

namespace Atoll.EndToEnd.Compute;

// Every suite, run by both engines.

public sealed class ContainerStartTests(ContainerHarness harness) : SiteStartConformance(harness), IClassFixture<ContainerHarness>;

public sealed class ContainerEndTests(ContainerHarness harness) : SiteEndConformance(harness), IClassFixture<ContainerHarness>;

public sealed class ContainerSightTests(ContainerHarness harness) : SiteSightConformance(harness), IClassFixture<ContainerHarness>;

public sealed class ContainerVolumeTests(ContainerHarness harness) : SiteVolumeConformance(harness), IClassFixture<ContainerHarness>;

public sealed class ContainerLimitTests(ContainerHarness harness) : EngineLimitConformance(harness), IClassFixture<ContainerHarness>;

public sealed class ContainerIsolationTests(ContainerHarness harness) : EngineIsolationConformance(harness), IClassFixture<ContainerHarness>;

public sealed class ContainerImageTests(ContainerHarness harness) : EngineImageConformance(harness), IClassFixture<ContainerHarness>;

public sealed class ContainerPullTests(ContainerHarness harness) : EnginePullConformance(harness), IClassFixture<ContainerHarness>;

public sealed class ContainerSeclusionTests(DualHarness harness) : SiteIsolationConformance(harness), IClassFixture<DualHarness>;

public sealed class PodmanStartTests(PodmanHarness harness) : SiteStartConformance(harness), IClassFixture<PodmanHarness>;

public sealed class PodmanEndTests(PodmanHarness harness) : SiteEndConformance(harness), IClassFixture<PodmanHarness>;

public sealed class PodmanSightTests(PodmanHarness harness) : SiteSightConformance(harness), IClassFixture<PodmanHarness>;

public sealed class PodmanVolumeTests(PodmanHarness harness) : SiteVolumeConformance(harness), IClassFixture<PodmanHarness>;

public sealed class PodmanLimitTests(PodmanHarness harness) : EngineLimitConformance(harness), IClassFixture<PodmanHarness>;

public sealed class PodmanIsolationTests(PodmanHarness harness) : EngineIsolationConformance(harness), IClassFixture<PodmanHarness>;

public sealed class PodmanImageTests(PodmanHarness harness) : EngineImageConformance(harness), IClassFixture<PodmanHarness>;

public sealed class PodmanPullTests(PodmanHarness harness) : EnginePullConformance(harness), IClassFixture<PodmanHarness>;

public sealed class PodmanSeclusionTests(PodmanHarness harness) : SiteIsolationConformance(harness), IClassFixture<PodmanHarness>;

using Atoll.TestKit.Conformance;
using Xunit;

namespace Atoll.EndToEnd.Compute;

public sealed class ContainerStartTests(ContainerHarness harness) : SiteStartConformance(harness), IClassFixture<ContainerHarness>;

public sealed class ContainerEndTests(ContainerHarness harness) : SiteEndConformance(harness), IClassFixture<ContainerHarness>;

public sealed class ContainerSightTests(ContainerHarness harness) : SiteSightConformance(harness), IClassFixture<ContainerHarness>;

public sealed class ContainerVolumeTests(ContainerHarness harness) : SiteVolumeConformance(harness), IClassFixture<ContainerHarness>;

public sealed class ContainerSeclusionTests(DualHarness harness) : SiteIsolationConformance(harness), IClassFixture<DualHarness>;

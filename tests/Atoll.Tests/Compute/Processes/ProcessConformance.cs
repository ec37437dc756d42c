using Atoll.TestKit.Conformance;
using Xunit;

namespace Atoll.Tests.Compute.Processes;

public sealed class ProcessStartTests(ProcessHarness harness) : SiteStartConformance(harness), IClassFixture<ProcessHarness>;

public sealed class ProcessEndTests(ProcessHarness harness) : SiteEndConformance(harness), IClassFixture<ProcessHarness>;

public sealed class ProcessSightTests(ProcessHarness harness) : SiteSightConformance(harness), IClassFixture<ProcessHarness>;

public sealed class ProcessVolumeTests(ProcessHarness harness) : SiteVolumeConformance(harness), IClassFixture<ProcessHarness>;

using TwitterDm.Sandbox.Host;
using TwitterDm.Sandbox.Validation;

namespace TwitterDm.Sandbox.Tests.Host;

public sealed class HostArgumentsTests
{
    [Fact]
    public void Without_arguments_the_defaults_apply()
    {
        var read = HostArguments.Parse([]);
        Assert.Equal((0, new SandboxOptions(), 0, false), (read.Port, read.Options, read.Faults.Count, read.Help));
    }

    [Fact]
    public void All_options_are_parsed()
    {
        var read = HostArguments.Parse([
            "--port",
            "8123",
            "--event-count",
            "1000000",
            "--seed",
            "9",
            "--rate-limit",
            "15",
            "--daily-limit",
            "100",
            "--token-lifetime",
            "00:00:30",
            "--send-limit",
            "5",
            "--daily-send-limit",
            "50",
            "--list-delay",
            "00:00:02",
            "--vocabulary",
            "2.166",
            "--multipart",
            "off",
            "--traffic",
            "30",
            "--chat",
            "off",
            "--chat-conversations",
            "1000",
            "--chat-messages",
            "3",
            "--chat-request",
            "off",
            "--chat-rate-limit",
            "7",
            "--chat-answers",
            "00:00:05",
            "--chat-refusals",
            "problem",
            "--fault-every",
            "7:status-after=503",
            "--fault-every",
            "9:reset",
            "--fault",
            "3:cut-body",
            "--fault",
            "4:status=503",
            "--fault",
            "5:redirect=https://x.example/a:b",
        ]);
        Assert.Equal(8123, read.Port);
        Assert.Equal(
            new SandboxOptions
            {
                EventCount = 1_000_000, Seed = 9, RequestsPerWindow = 15, RequestsPerDay = 100, TokenLifetime = TimeSpan.FromSeconds(30),
                SendsPerWindow = 5, SendsPerDay = 50, ListDelay = TimeSpan.FromSeconds(2),
                Vocabulary = SandboxVocabulary.V2166, AcceptsMultipart = false,
                TrafficPerMinute = 30,
                HasChat = false,
                ChatConversationCount = 1000,
                ChatMessageCount = 3,
                HasChatRequest = false,
                ChatRequestsPerWindow = 7,
                ChatAnswerDelay = TimeSpan.FromSeconds(5),
                ChatRefusal = Sandbox.Chat.Writing.ChatRefusal.Problem,
            },
            read.Options);
        Assert.Equal([7, 9], read.RepeatedFaults.Select(planned => planned.Round));
        Assert.Same(Fault.ResetAfterHandling, read.RepeatedFaults[1].Fault);
        Assert.Equal([3, 4, 5], read.Faults.Select(planned => planned.Request));
        Assert.Same(Fault.CutBody, read.Faults[0].Fault);
    }

    [Fact]
    public void The_documented_rate_limits_can_be_chosen_and_changed()
    {
        var documented = HostArguments.Parse(["--rate-limit", "documented", "--vocabulary", "2.167"]).Options;
        Assert.Equal(new SandboxOptions { Vocabulary = SandboxVocabulary.V2167 }.WithDocumentedRateLimits(), documented with { Clock = TimeProvider.System });
        Assert.Equal((15, 20), (documented.RequestsPerWindow, HostArguments.Parse(["--rate-limit", "documented", "--send-limit", "20"]).Options.SendsPerWindow));
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    public void Help_can_be_requested(string option) => Assert.True(HostArguments.Parse(["--port", "1", option]).Help);

    [Theory]
    [InlineData("--prot", "1", "'--prot' is not a valid option")]
    [InlineData("--port", null, "--port must be a number from 0 to 65535")]
    [InlineData("--port", "65536", "not '65536'")]
    [InlineData("--port", "-1", "not '-1'")]
    [InlineData("--event-count", "1000001", "from 0 to 1000000")]
    [InlineData("--event-count", "1e3", "not '1e3'")]
    [InlineData("--chat-conversations", "1001", "from 0 to 1000")]
    [InlineData("--chat", "yes", "--chat must be on or off")]
    [InlineData("--chat-refusals", "no", "--chat-refusals must be event or problem")]
    [InlineData("--chat-answers", "2.00:00:00", "from zero to a day")]
    [InlineData("--rate-limit", "0", "from 1 to")]
    [InlineData("--daily-limit", "", "from 1 to")]
    [InlineData("--rate-limit", "Documented", "or documented, not 'Documented'")]
    [InlineData("--vocabulary", "2.165", "2.166, 2.167 or both, not '2.165'")]
    [InlineData("--multipart", "true", "on or off, not 'true'")]
    [InlineData("--seed", "x", "not 'x'")]
    [InlineData("--token-lifetime", "30s", "such as 00:00:30, not '30s'")]
    [InlineData("--token-lifetime", "00:00:00", "from a second to a year")]
    [InlineData("--token-lifetime", null, "not ''")]
    [InlineData("--send-limit", "0", "from 1 to")]
    [InlineData("--daily-send-limit", "none", "not 'none'")]
    [InlineData("--list-delay", "-00:00:01", "from zero to a day")]
    [InlineData("--list-delay", "2", "from zero to a day")]
    [InlineData("--fault-every", "3", "such as 3:cut-body")]
    [InlineData("--fault-every", "0:reset", "--fault-every must be a number from 1")]
    [InlineData("--fault", "1:status-after", "'status-after' requires a value")]
    [InlineData("--fault", "cut-body", "such as 3:cut-body")]
    [InlineData("--fault", "0:cut-body", "--fault must be a number from 1")]
    [InlineData("--fault", "1:explode", "'explode' is not a valid fault")]
    [InlineData("--fault", "1:cut-body=3", "'cut-body' takes no value")]
    [InlineData("--fault", "1:status", "'status' requires a value")]
    [InlineData("--fault", "1:status=99", "'99' is not a valid value")]
    [InlineData("--fault", "1:slow-body=soon", "'soon' is not a valid value")]
    [InlineData("--fault", "1:slow-body=1e999", "is not a valid value")]
    [InlineData("--fault", "1:redirect=here", "'here' is not a valid value")]
    public void Invalid_values_give_a_message(string option, string? value, string message)
    {
        var error = Assert.Throws<FormatException>(() => HostArguments.Parse(value is null ? [option] : [option, value]));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void All_faults_can_be_parsed_by_name()
    {
        var withValue = new Dictionary<string, string> { ["status"] = "status=500", ["status-after"] = "status-after=500", ["redirect"] = "redirect=https://x.example/" };
        Assert.All(FaultKinds.Names, name => Assert.NotNull(Fault.Parse(withValue.GetValueOrDefault(name, name))));
        Assert.All(
            new[] { "429-remaining=7", "429-retry-after=3", "429-retry-date=0.5", "slow-headers=0", "slow-body=2.5", "slow-after=0.5", "CUT-BODY" },
            text => Assert.NotNull(Fault.Parse(text)));
    }
}

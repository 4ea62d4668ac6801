using System.Text.Json.Nodes;
using TwitterDm.Auth;
using TwitterDm.Core.Tests.Profiles;
using TwitterDm.Notices;
using TwitterDm.Profiles;
using TwitterDm.Sandbox;
using TwitterDm.StoreWorker;
using static TwitterDm.Core.Tests.RateLimiting.LimitedApi;

namespace TwitterDm.Core.Tests.RateLimiting;

/// <summary>
/// The rate-limit file beside a profile, and connections to one API. A connection with its own clock stands for a separate process.
/// </summary>
public abstract class SharedFileTestBase : IDisposable
{
    private const string UserId = "1385551234567890123";

    protected static SandboxOptions ThreeRequests { get; } = new() { RequestsPerWindow = 3 };

    private readonly TemporaryFolder _folder = new();

    protected SharedFileTestBase() => Directory.CreateDirectory(_folder.Profiles);

    private protected FileProfileDirectory Profiles => new(_folder.Profiles, keys: new NoKeyRing());

    protected string Place => _folder.File("a.limits");

    protected string Root => _folder.Root;

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected static DmRateLimit Of(DmConnection connection, string endpoint) => connection.ReadRateLimits().Single(limit => limit.Endpoint == endpoint);

    private protected static int Left(DmConnection connection) => Of(connection, All).Remaining;

    private protected static JsonObject EndpointOf(JsonObject saved, string endpoint = All)
        => saved["endpoints"]!.AsArray().Select(item => item!.AsObject()).Single(item => item["endpoint"]!.GetValue<string>() == endpoint);

    private protected static JsonObject WindowOf(JsonObject saved, string endpoint = All) => EndpointOf(saved, endpoint)["windows"]![0]!.AsObject();

    private protected Task<DmConnection> OpenAsync(LimitedApi api, string profile = "a")
    {
        var options = api.Options();
        return api.Clock.RunAsync(DmConnection.OpenAsync(
            new()
            {
                ApiBaseUri = options.ApiBaseUri,
                Credential = new BearerCredential(SandboxCredentials.UserToken)
                {
                    Origin = new(Profiles.Open(profile), UserId),
                },
                Transport = options.Transport,
                Clock = new ProcessClock(api.Clock),
            },
            new DmCallOptions { Notices = api.Notices }));
    }

    private protected JsonObject ReadFile()
    {
        using var file = new FileStream(Place, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return JsonNode.Parse(file)!.AsObject();
    }

    private protected void Edit(Action<JsonObject> change)
    {
        var saved = ReadFile();
        change(saved);
        File.WriteAllText(Place, saved.ToJsonString());
    }

    private sealed class ProcessClock(TimeProvider clock) : TimeProvider
    {
        public override TimeZoneInfo LocalTimeZone => clock.LocalTimeZone;

        public override long TimestampFrequency => clock.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();

        public override long GetTimestamp() => clock.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
            => clock.CreateTimer(callback, state, dueTime, period);
    }
}

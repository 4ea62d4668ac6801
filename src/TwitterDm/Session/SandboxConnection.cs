using TwitterDm.Auth;
using TwitterDm.Sandbox;

namespace TwitterDm.Session;

/// <summary>A connection to the simulated API inside the process.</summary>
internal static class SandboxConnection
{
    // A reserved name that never resolves (RFC 2606): nothing in the sandbox can reach a network.
    private static readonly Uri Address = new("https://sandbox.invalid/");

    // Long enough that a script sees first what it has sent.
    private static readonly TimeSpan AnswerDelay = TimeSpan.FromSeconds(5);

    public static DmConnectionOptions Options(int eventCount, bool hasDocumentedRateLimits, decimal? spendingLimit)
    {
        var sandbox = new SandboxOptions { EventCount = eventCount, ChatAnswerDelay = AnswerDelay };
        var api = new SandboxApi(hasDocumentedRateLimits ? sandbox.WithDocumentedRateLimits() : sandbox);
        return new()
        {
            ApiBaseUri = Address,
            Credential = new BearerCredential(SandboxCredentials.UserToken),
            ChatKey = ChatKey.Parse(api.ChatKeyOf().Key),
            AppToken = SandboxCredentials.AppOnlyToken,
            IsSandbox = true,
            SpendingLimit = spendingLimit,
            Transport = () => new SandboxMessageHandler(api),
        };
    }
}

using System.Management.Automation;

namespace TwitterDm.Commands;

/// <summary>The windows of the rate limit, as the API's answers told them last; makes no request.</summary>
[Cmdlet(VerbsCommon.Get, "DmRateLimit")]
[OutputType(typeof(DmRateLimit))]
public sealed class GetDmRateLimitCommand : DmConnectedCommand
{
    private protected override void Process() => WriteObject(UsedConnection.RateLimits, enumerateCollection: true);
}

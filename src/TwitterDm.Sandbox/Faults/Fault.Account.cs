using System.Text;

namespace TwitterDm.Sandbox.Faults;

/// <content>Refusals that concern the account or the app, so that every request would get them. The request has no effect.</content>
public sealed partial class Fault
{
    private const string Types = "https://api.x.com/2/problems";
    private const string Json = "application/json; charset=utf-8";

    /// <summary>A 402: the account has no credit.</summary>
    public static Fault NoCredit { get; } = Status(
        402,
        Json,
        $$"""{"title":"CreditsDepleted","detail":"Your enrolled account [1385551234567890123] does not have any credits to fulfill this request.","type":"{{Types}}/credits"}""");

    /// <summary>A 403 with the code 326: the account is locked.</summary>
    public static Fault Locked { get; } = Status(
        403,
        Json,
        """{"errors":[{"code":326,"message":"To protect our users from spam and other malicious activity, this account is temporarily locked. Please log in to https://x.com to unlock your account."}]}""");

    /// <summary>A 403 with the code 64: the account is suspended.</summary>
    public static Fault Suspended { get; } = Status(
        403, Json, """{"errors":[{"code":64,"message":"Your account is suspended and is not permitted to access this feature."}]}""");

    /// <summary>A 403: the app is not attached to a project, or its access level is too low.</summary>
    public static Fault ClientForbidden { get; } = Status(
        403,
        body: $$"""{"client_id":"1","title":"Client Forbidden","detail":"When authenticating requests to the X API v2 endpoints, you must use keys and tokens from a developer App that is attached to a Project.","required_enrollment":"Appropriate Level of API Access","reason":"client-not-enrolled","type":"{{Types}}/client-forbidden"}""");

    /// <summary>A 403: the token lacks a scope.</summary>
    public static Fault MissingScope { get; } = Status(
        403, body: """{"title":"Forbidden","detail":"The token lacks the scope [dm.write].","type":"about:blank","status":403}""");

    /// <summary>A 429 that no wait lifts: the monthly cap of the app's plan is reached.</summary>
    public static Fault UsageCap { get; } = Status(
        429,
        Json,
        $$"""{"account_id":1385551234567890123,"product_name":"standard-basic","title":"UsageCapExceeded","period":"Monthly","scope":"Product","detail":"Usage cap exceeded: Monthly product cap","type":"{{Types}}/usage-capped"}""");

    /// <summary>Handles the request, and then sends the response as it would be after a damaged compression.</summary>
    /// <param name="coding">The content coding: <c>gzip</c>, <c>br</c> or <c>deflate</c>.</param>
    /// <param name="part">How much of the compressed body is sent, from 0 to 1; 0 sends bytes that are not compressed at all.</param>
    /// <returns>The fault.</returns>
    public static Fault Compressed(string coding, double part) => new(async exchange =>
    {
        var response = await exchange.HandleAsync().ConfigureAwait(false);
        var body = part == 0 ? Encoding.UTF8.GetBytes("This is not compressed.") : Compression.Of(response.Body, coding);
        var length = part == 0 ? body.Length : (int)(body.Length * part);
        await exchange.SendAsync(response with
        {
            Headers = [.. response.Headers, new("Content-Encoding", coding)],
            Body = body.AsMemory(0, length),
        }).ConfigureAwait(false);
    });
}

using TwitterDm.Usage;

namespace TwitterDm.Http;

/// <summary>A request on its way through the handlers, with what they need besides the message.</summary>
/// <param name="Request">The request.</param>
/// <param name="Operation">The operation that it belongs to.</param>
/// <param name="Attempts">Counts the attempts that may have had an effect.</param>
internal sealed record ApiCall(ApiRequest Request, Operation Operation, AttemptCounter Attempts)
{
    private static readonly HttpRequestOptionsKey<ApiCall> Key = new("TwitterDm.ApiCall");

    /// <summary>The call that a message belongs to; null for a message of a sign-in.</summary>
    public static ApiCall? Find(HttpRequestMessage message) => message.Options.TryGetValue(Key, out var call) ? call : null;

    /// <summary>The call that a message of the pipeline belongs to.</summary>
    public static ApiCall Of(HttpRequestMessage message)
        => Find(message) ?? throw new InvalidOperationException("Only messages of the API client pass this handler.");

    /// <summary>A message for the pipeline.</summary>
    public HttpRequestMessage ToMessage()
    {
        var message = Request.ToMessage();
        message.Options.Set(Key, this);
        return message;
    }
}

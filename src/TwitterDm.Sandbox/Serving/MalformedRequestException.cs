namespace TwitterDm.Sandbox.Serving;

/// <summary>A request is not HTTP, or is too large. The connection cannot be used any more.</summary>
internal sealed class MalformedRequestException(int statusCode, string message) : Exception(message)
{
    public int StatusCode => statusCode;
}

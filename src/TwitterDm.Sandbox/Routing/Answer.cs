namespace TwitterDm.Sandbox.Routing;

/// <summary>What an endpoint says, before the headers that every answer gets.</summary>
internal readonly record struct Answer(int Status, string ContentType, ReadOnlyMemory<byte> Body)
{
    private const string JsonType = "application/json; charset=utf-8";

    public static Answer Json(ReadOnlyMemory<byte> body) => new(200, JsonType, body);
}

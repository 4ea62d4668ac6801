using TwitterDm.Sandbox.Json;

namespace TwitterDm.Sandbox.Activity;

/// <summary>The lines of the stream that are not events.</summary>
internal static class StreamLines
{
    /// <summary>The client closed the connection.</summary>
    public const string ClientDisconnected = "ClientDisconnect";

    /// <summary>The client does not read fast enough.</summary>
    public const string FullBuffer = "FullBuffer";

    /// <summary>A request closed the connection.</summary>
    public const string ForceDisconnect = "ForceDisconnect";

    /// <summary>X closed the connection for reasons of its own.</summary>
    public const string UpstreamOperational = "UpstreamOperationalDisconnect";

    public static ReadOnlyMemory<byte> KeepAlive { get; } = "\r\n"u8.ToArray();

    /// <summary>The last line, which says why the stream ends.</summary>
    public static ReadOnlyMemory<byte> Disconnect(string reason) => (byte[])
    [
        .. JsonBody.Write(json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("errors");
            json.WriteStartObject();
            json.WriteString("title", "operational-disconnect");
            json.WriteString("disconnect_type", reason);
            json.WriteString("detail", "This stream has been disconnected for operational reasons.");
            json.WriteString("type", "https://api.x.com/2/problems/operational-disconnect");
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }),
        .. "\r\n"u8,
    ];
}

using System.Globalization;

namespace TwitterDm.Sandbox.Serving;

/// <summary>Reads the body of a request: of a known length, or in chunks (RFC 9112, section 7.1).</summary>
internal sealed class RequestBody(ClientConnection connection, RequestHead head)
{
    private const int MaxLength = 30_000_000;
    private const int BadRequest = 400;
    private const int TooLarge = 413;

    private bool _isInvited;

    /// <summary>Whether nothing of the body is left on the connection.</summary>
    public bool IsRead { get; private set; } = !head.HasBody;

    public async Task<byte[]> ReadAllAsync()
    {
        if (!head.HasBody)
            return [];
        if (head.ContentLength > MaxLength)
            throw new MalformedRequestException(TooLarge, "The body is too large.");
        await InviteAsync().ConfigureAwait(false);
        var body = head.IsChunked
            ? await ReadChunksAsync().ConfigureAwait(false)
            : await ReadExactlyAsync((int)head.ContentLength).ConfigureAwait(false);
        IsRead = true;
        return body;
    }

    /// <summary>Reads what comes first.</summary>
    public async Task<byte[]> ReadPartAsync(int length)
    {
        if (!head.HasBody)
            return [];
        await InviteAsync().ConfigureAwait(false);
        var part = new byte[length];
        return part[..await connection.ReadAsync(part).ConfigureAwait(false)];
    }

    private async Task InviteAsync()
    {
        if (!head.ExpectsContinue || _isInvited)
            return;
        _isInvited = true;
        await connection.WriteAsync("HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray()).ConfigureAwait(false);
    }

    private async Task<byte[]> ReadChunksAsync()
    {
        using var body = new MemoryStream();
        while (true)
        {
            // What follows a semicolon are extensions, which nobody uses.
            var size = (await connection.ReadLineAsync().ConfigureAwait(false)).Split(';')[0].Trim();
            if (!int.TryParse(size, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var length) || length < 0)
                throw new MalformedRequestException(BadRequest, "A chunk has no valid length.");
            if (body.Length + length > MaxLength)
                throw new MalformedRequestException(TooLarge, "The body is too large.");
            if (length == 0)
                break;
            body.Write(await ReadExactlyAsync(length).ConfigureAwait(false));
            if ((await connection.ReadLineAsync().ConfigureAwait(false)).Length > 0)
                throw new MalformedRequestException(BadRequest, "A chunk does not end where it should.");
        }

        while ((await connection.ReadLineAsync().ConfigureAwait(false)).Length > 0)
        {
            // Trailers are ignored.
        }

        return body.ToArray();
    }

    private async Task<byte[]> ReadExactlyAsync(int length)
    {
        var body = new byte[length];
        for (var read = 0; read < length;)
        {
            var count = await connection.ReadAsync(body.AsMemory(read)).ConfigureAwait(false);
            read += count > 0 ? count : throw new IOException("The connection was closed inside a request.");
        }

        return body;
    }
}

namespace TwitterDm.Sandbox.Faults;

/// <content>Files that are not what was requested.</content>
public sealed partial class Fault
{
    /// <summary>A complete file in which one byte in the middle is another one. Responses that are not files are not changed.</summary>
    public static Fault DamagedContent { get; } =
        new(async exchange =>
        {
            var response = await exchange.HandleAsync().ConfigureAwait(false);
            await exchange
                .SendAsync(
                    response is { IsJson: false, StatusCode: >= 200 and < 300, Body.Length: > 0 }
                        ? response with
                        {
                            Body = Damage(response.Body.ToArray()),
                        }
                        : response)
                .ConfigureAwait(false);
        });

    /// <summary>The whole file, as from a server that knows no ranges and no tags.</summary>
    public static Fault WithoutRanges { get; } = new(async exchange =>
    {
        var request = exchange.Request;
        if (request is null)
        {
            await exchange.SendRealResponseAsync().ConfigureAwait(false);
            return;
        }

        var headers = request.Headers.Where(header => !header.Key.Equals("Range", StringComparison.OrdinalIgnoreCase))
            .ToDictionary(header => header.Key, header => header.Value, StringComparer.OrdinalIgnoreCase);
        var response = await exchange.Api.HandleAsync(request with { Headers = headers }, CancellationToken.None).ConfigureAwait(false);
        await exchange.SendAsync(response with
        {
            Headers = [.. response.Headers.Where(header => header.Key is not ("ETag" or "Accept-Ranges"))],
        }).ConfigureAwait(false);
    });

    private static byte[] Damage(byte[] body)
    {
        body[body.Length / 2] ^= 1;
        return body;
    }

    /// <summary>The real response with another body. Responses that are not successful are not changed.</summary>
    /// <param name="change">Creates the new body from a copy of the real one.</param>
    /// <returns>The fault.</returns>
    public static Fault Content(Func<byte[], byte[]> change)
        => new(async exchange =>
        {
            var response = await exchange.HandleAsync().ConfigureAwait(false);
            await exchange
                .SendAsync(response.StatusCode is >= 200 and < 300 ? response with { Body = change(response.Body.ToArray()) } : response)
                .ConfigureAwait(false);
        });
}

using System.IO.Compression;
using TwitterDm.Sandbox.Tests.Support;

namespace TwitterDm.Sandbox.Tests.Faults;

/// <summary>Refusals that concern the account or the app, and damaged compression.</summary>
public sealed class AccountFaultTests : IAsyncLifetime
{
    private RunningSandbox _sandbox = null!;

    public async Task InitializeAsync() => _sandbox = await RunningSandbox.StartAsync();

    public async Task DisposeAsync() => await _sandbox.DisposeAsync();

    [Theory]
    [InlineData("no-credit", 402, "/problems/credits")]
    [InlineData("locked", 403, "\"code\":326")]
    [InlineData("suspended", 403, "\"code\":64")]
    [InlineData("client-forbidden", 403, "/problems/client-forbidden")]
    [InlineData("missing-scope", 403, "scope [dm.write]")]
    [InlineData("429-cap", 429, "/problems/usage-capped")]
    public async Task A_refusal_has_the_status_and_the_words_of_X(string fault, int status, string words)
    {
        _sandbox.Server.Faults.At(1, Fault.Parse(fault));

        var (code, body, _) = await GetAsync();

        Assert.Equal(status, code);
        Assert.Contains(words, System.Text.Encoding.UTF8.GetString(body), StringComparison.Ordinal);
        Assert.StartsWith("{", System.Text.Encoding.UTF8.GetString(body), StringComparison.Ordinal);
        Assert.DoesNotContain("{{", System.Text.Encoding.UTF8.GetString(body), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bad-gzip", "gzip")]
    [InlineData("cut-gzip", "gzip")]
    [InlineData("bad-brotli", "br")]
    [InlineData("cut-brotli", "br")]
    public async Task A_damaged_body_claims_to_be_compressed(string fault, string coding)
    {
        _sandbox.Server.Faults.At(1, Fault.Parse(fault));

        var (code, body, encoding) = await GetAsync();

        Assert.Equal((200, coding), (code, encoding));
        Assert.False(IsWhole(body, coding));
    }

    private static bool IsWhole(byte[] body, string coding)
    {
        try
        {
            using Stream stream =
                coding == "gzip"
                    ? new GZipStream(new MemoryStream(body), CompressionMode.Decompress)
                    : new BrotliStream(new MemoryStream(body), CompressionMode.Decompress);
            using var reader = new StreamReader(stream);
            return reader.ReadToEnd().EndsWith('}');
        }
        catch (Exception exception) when (exception is InvalidDataException or InvalidOperationException)
        {
            return false;
        }
    }

    private async Task<(int Status, byte[] Body, string? Encoding)> GetAsync()
    {
        using var http = new HttpClient { BaseAddress = _sandbox.Server.BaseUri };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/2/dm_events");
        request.Headers.Authorization = new("Bearer", SandboxCredentials.UserToken);
        using var response = await http.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadAsByteArrayAsync(), response.Content.Headers.ContentEncoding.FirstOrDefault());
    }
}

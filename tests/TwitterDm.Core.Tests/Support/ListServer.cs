using Microsoft.AspNetCore.Http;
using TwitterDm.Auth;

namespace TwitterDm.Core.Tests.Support;

/// <summary>An API whose lists consist of the pages that a test writes, and a connection to it.</summary>
internal sealed class ListServer : IAsyncDisposable
{
    private readonly OtherServer _server;
    private readonly DmConnection _connection;

    private ListServer(OtherServer server, DmConnection connection)
    {
        _server = server;
        _connection = connection;
    }

    public NoticeRecorder Notices { get; } = new();

    public DmUser User => _connection.User;

    public DmClient Client => new(_connection, new Notices.DmCallOptions { Notices = Notices });

    /// <summary>Starts it.</summary>
    /// <param name="page">Writes the page for a pagination token, which is null for the first page.</param>
    /// <param name="me">The response that says who is signed in.</param>
    public static async Task<ListServer> StartAsync(Func<string?, string> page, string me = """{"data":{"id":"12","username":"jack"}}""")
    {
        var server = await OtherServer.StartAsync(context =>
        {
            context.Response.ContentType = "application/json";
            var isList = context.Request.Path.Value!.EndsWith("/dm_events", StringComparison.Ordinal);
            return context.Response.WriteAsync(isList ? page(context.Request.Query["pagination_token"]) : me);
        });
        try
        {
            return new(server, await DmConnection.OpenAsync(new DmConnectionOptions { ApiBaseUri = server.BaseUri, Credential = new BearerCredential("token") }));
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _connection.Dispose();
        await _server.DisposeAsync();
    }
}

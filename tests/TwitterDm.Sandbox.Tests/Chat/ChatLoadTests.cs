using System.Reflection;
using System.Runtime.Loader;
using TwitterDm.Sandbox.Tests.Support;

namespace TwitterDm.Sandbox.Tests.Chat;

/// <summary>What a sandbox does, and loads, before somebody reads X Chat; and how it does with many conversations.</summary>
public sealed class ChatLoadTests
{
    [Fact]
    public async Task Opening_a_connection_loads_no_cryptography_library()
    {
        var context = new SandboxContext();
        using (var client = context.CreateClient())
        {
            await client.GetAsync("/2/users/me");
            await client.GetAsync("/2/dm_events");
            Assert.NotEmpty((await client.GetAsync("/2/users/1385551234567890123/public_keys")).Body.Items("data"));
            Assert.False(context.HasBouncyCastle);
            Assert.NotEmpty((await client.GetAsync("/2/chat/conversations/12/events")).Events);
            Assert.True(context.HasBouncyCastle);
        }

        context.Unload();
    }

    [Fact]
    public async Task Every_account_has_readable_conversations()
    {
        var api = new SandboxApi(new SandboxOptions { ChatMessageCount = 2 });
        foreach (var account in new[] { 1, 2, 3, 8, 50, SandboxApi.AccountCount })
        {
            var chat = new ChatReading(SandboxClient.InProcess(api), api.ChatKeyOf(account), $"Bearer {api.IssueTokens(account: account).AccessToken}");
            foreach (var conversation in await chat.ConversationsAsync())
                Assert.NotEmpty(await chat.EventsAsync(conversation.Text("id")));
        }
    }

    [Fact]
    public async Task A_thousand_conversations_can_be_read()
    {
        var api = new SandboxApi(new SandboxOptions { ChatConversationCount = 1000, ChatMessageCount = 1 });
        var client = SandboxClient.InProcess(api);
        var chat = new ChatReading(client, api.ChatKeyOf());
        var ids = (await chat.ConversationsAsync()).Select(item => item.Text("id")).ToList();
        Assert.Equal(1000, ids.Distinct().Count());
        var counts = await Task.WhenAll(
            ids.Select(id =>
                Task.Run(async () => (await client.GetAsync($"/2/chat/conversations/{id}/events?max_results=100")).ResultCount)));
        Assert.All(counts, count => Assert.True(count > 0));
        Assert.Equal("Hello! Is this the right place to ask?", (await chat.EventsAsync(ids[^1]))[^1].Text);
    }

    /// <summary>A second copy of the sandbox, so that other tests do not affect what it has loaded.</summary>
    private sealed class SandboxContext() : AssemblyLoadContext(name: null, isCollectible: true)
    {
        private const string Library = "BouncyCastle.Cryptography";

        private readonly AssemblyDependencyResolver _resolver = new(typeof(ChatLoadTests).Assembly.Location);

        public bool HasBouncyCastle => Assemblies.Any(assembly => assembly.GetName().Name == Library);

        public SandboxClient CreateClient()
        {
            var sandbox = LoadFromAssemblyName(typeof(SandboxApi).Assembly.GetName());
            var options = Activator.CreateInstance(sandbox.GetType(typeof(SandboxOptions).FullName!)!)!;
            var api = Activator.CreateInstance(sandbox.GetType(typeof(SandboxApi).FullName!)!, options)!;
            var handler = (HttpMessageHandler)Activator.CreateInstance(sandbox.GetType(typeof(SandboxMessageHandler).FullName!)!, api)!;
            return new SandboxClient(new HttpClient(handler) { BaseAddress = new Uri("https://api.x.com/") });
        }

        protected override Assembly? Load(AssemblyName assemblyName) =>
            assemblyName.Name is Library || assemblyName.Name!.StartsWith("TwitterDm.", StringComparison.Ordinal)
                ? LoadFromAssemblyPath(_resolver.ResolveAssemblyToPath(assemblyName)!)
                : null;
    }
}

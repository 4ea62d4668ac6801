using TwitterDm.Sandbox.Tests.Support;

namespace TwitterDm.Sandbox.Tests.World;

/// <summary>The thousand additional recipients.</summary>
public sealed class BulkRecipientsTests
{
    private readonly SandboxClient _client = SandboxClient.InProcess(new SandboxOptions());

    [Fact]
    public async Task They_are_found_by_username_and_id_and_accept_messages()
    {
        for (var first = 1; first <= 1000; first += 100)
        {
            var names = Enumerable.Range(first, 100).Select(number => $"reader_{number:0000}").ToList();
            var byName = (await _client.GetAsync($"/2/users/by?usernames={string.Join(',', names)}&user.fields=receives_your_dm")).Body.Items("data");
            Assert.Equal(names, byName.Select(user => user.Text("username")));
            Assert.All(byName, user => Assert.True(user.GetProperty("receives_your_dm").GetBoolean()));
            var byId = (await _client.GetAsync($"/2/users?ids={string.Join(',', byName.Select(user => user.Text("id")))}")).Body.Items("data");
            Assert.Equal(names, byId.Select(user => user.Text("username")));
        }
    }

    [Fact]
    public async Task There_are_exactly_1000()
    {
        var reply = await _client.GetAsync("/2/users/by?usernames=reader_0000,reader_1001,Reader_1000");
        Assert.Equal(["reader_1000"], reply.Body.Items("data").Select(user => user.Text("username")));
    }
}

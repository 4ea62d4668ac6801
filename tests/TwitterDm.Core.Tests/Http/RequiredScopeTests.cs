using TwitterDm.Http;

namespace TwitterDm.Core.Tests.Http;

public sealed class RequiredScopeTests
{
    [Theory]
    [InlineData("GET", "/2/chat/conversations", "dm.read")]
    [InlineData("GET", "/2/chat/conversations/g1/events", "dm.read")]
    [InlineData("POST", "/2/chat/conversations/g1/messages", "dm.write")]
    [InlineData("GET", "/2/chat/media/g1/abc", "media.write")]
    [InlineData("GET", "/2/users/public_keys", "dm.read")]
    [InlineData("GET", "/2/users/12/public_keys", "dm.read")]
    [InlineData("POST", "/2/users/12/public_keys", "dm.write")]
    [InlineData("GET", "/2/dm_events", "dm.read")]
    [InlineData("POST", "/2/media/upload/initialize", "media.write")]
    [InlineData("GET", "/2/users/12", null)]
    public void Each_endpoint_requires_the_scope_of_X_description(string method, string path, string? scope)
    {
        string[] all = ["dm.read", "dm.write", "media.write"];
        foreach (var missing in all)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), new Uri("https://api.x.com" + path));
            RequiredScope.Check(request, [.. all.Where(name => name != missing)]);

            Assert.Equal(missing == scope, RequiredScope.IsMissing(request));
        }
    }
}

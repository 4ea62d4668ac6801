using TwitterDm.Sandbox.Authentication;

namespace TwitterDm.Sandbox.Tests.SignIn;

/// <summary>Only loopback addresses are valid redirect URIs, and not texts that only resemble them.</summary>
public sealed class RegisteredRedirectUriTests
{
    [Theory]
    [InlineData("http://localhost:8080/callback")]
    [InlineData("http://127.0.0.1:1/callback")]
    [InlineData("http://[::1]:65535/callback")]
    [InlineData("http://localhost/callback")]
    public void Loopback_addresses_with_any_port_are_registered(string address) => Assert.True(RegisteredApp.IsRegisteredRedirectUri(address));

    [Theory]
    [InlineData("")]
    [InlineData("/callback")]
    [InlineData("localhost:8080/callback")]
    [InlineData("https://localhost:8080/callback")]
    [InlineData("http://localhost:8080/")]
    [InlineData("http://localhost:8080/callback/")]
    [InlineData("http://localhost:8080/Callback")]
    [InlineData("http://localhost:8080/callback?next=1")]
    [InlineData("http://localhost:8080/callback#part")]
    [InlineData("http://localhost:8080/x/../callback")]
    [InlineData("http://localhost:8080/%63allback")]
    [InlineData("http://localhost:080/callback")]
    [InlineData("http://LOCALHOST:8080/callback")]
    [InlineData("http://localhost.example:8080/callback")]
    [InlineData("http://localhost@evil.example/callback")]
    [InlineData("http://user@localhost:8080/callback")]
    [InlineData("http://evil.example\\@localhost:8080/callback")]
    [InlineData("http:\\\\localhost:8080/callback")]
    [InlineData("http://127.0.0.2:8080/callback")]
    [InlineData("http://127.1:8080/callback")]
    [InlineData("http://0x7f000001:8080/callback")]
    [InlineData("http://localhost:8080/callback\n")]
    [InlineData(" http://localhost:8080/callback")]
    [InlineData("javascript:alert(1)//localhost/callback")]
    public void Other_addresses_are_not_registered(string address) => Assert.False(RegisteredApp.IsRegisteredRedirectUri(address));
}

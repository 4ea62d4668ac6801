using TwitterDm.Sandbox.Authentication;

namespace TwitterDm.Sandbox.Tests.SignIn;

/// <summary>Which addresses answers may go to: those of this machine, and no text that only looks like one.</summary>
public sealed class RegisteredCallbackTests
{
    [Theory]
    [InlineData("http://localhost:8080/callback")]
    [InlineData("http://127.0.0.1:1/callback")]
    [InlineData("http://[::1]:65535/callback")]
    [InlineData("http://localhost/callback")]
    public void Loopback_of_any_port_is_registered(string address) => Assert.True(RegisteredApp.IsRegisteredRedirectUri(address));

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
    public void Nothing_else_is(string address) => Assert.False(RegisteredApp.IsRegisteredRedirectUri(address));
}

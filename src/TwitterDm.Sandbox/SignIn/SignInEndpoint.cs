using TwitterDm.Sandbox.Routing;

namespace TwitterDm.Sandbox.SignIn;

/// <summary>One verb on one path of signing in. It is no endpoint of the API: nobody is signed in yet, and no window counts it.</summary>
internal abstract class SignInEndpoint(string method, string path)
{
    public string Method => method;

    public string Path => path;

    public abstract Answer Handle(SandboxRequest request);
}

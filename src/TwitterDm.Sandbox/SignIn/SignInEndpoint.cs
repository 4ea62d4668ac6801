using TwitterDm.Sandbox.Routing;

namespace TwitterDm.Sandbox.SignIn;

/// <summary>One verb on one path of signing in. It is no endpoint of the API: nobody is signed in yet, and no window counts it.</summary>
internal sealed record SignInEndpoint(string Method, string Path, Func<SandboxRequest, Answer> Handle);

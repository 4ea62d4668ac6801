namespace TwitterDm.Sandbox;

/// <summary>The X Chat keys of an account of the sandbox. They are valid nowhere else.</summary>
/// <param name="UserId">The id of the account.</param>
/// <param name="Username">The username of the account.</param>
/// <param name="Key">The private keys: base64 of 64 bytes.</param>
/// <param name="Version">The version under which the public keys are registered.</param>
public sealed record SandboxChatKey(string UserId, string Username, string Key, string Version);

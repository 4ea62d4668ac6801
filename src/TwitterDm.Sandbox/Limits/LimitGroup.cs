namespace TwitterDm.Sandbox.Limits;

/// <summary>Which window an endpoint counts in.</summary>
/// <param name="Name">The window's name; endpoints of the same name share it.</param>
/// <param name="RequestsPerWindow">How many requests it allows in 15 minutes.</param>
/// <param name="RequestsPerDay">How many it allows in 24 hours; null: any number, and no daily headers.</param>
internal sealed record LimitGroup(string Name, int RequestsPerWindow, int? RequestsPerDay = null);

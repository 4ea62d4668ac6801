using TwitterDm.Sandbox.World;

namespace TwitterDm.Sandbox.Paging;

/// <summary>One page of a list, and the ways on from it.</summary>
internal sealed record EventPage(IReadOnlyList<EventPlace> Events, PageToken? Older, PageToken? Newer);

using System.Runtime.InteropServices;

namespace TwitterDm.Sandbox.Paging;

internal enum PageDirection
{
    Older,
    Newer,
}

/// <summary>Where a page starts: beside one event, on the way to older or to newer ones.</summary>
/// <param name="Direction">The way.</param>
/// <param name="EventId">The event next to which it goes on; the page does not hold it.</param>
/// <param name="Variant">Nothing but a difference: two tokens for the same place.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PageToken(PageDirection Direction, long EventId, byte Variant = 0)
{
    /// <summary>The place before the newest event.</summary>
    public static PageToken Start => new(PageDirection.Older, long.MaxValue);
}

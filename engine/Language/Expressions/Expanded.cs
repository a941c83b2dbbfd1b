using Timeslice.Language.Syntax;

namespace Timeslice.Language.Expressions;

/// <summary>A node with its parameters in place, and how large it is counting shared parts at each use.</summary>
readonly record struct Expanded(Node Node, int Size, int Depth);

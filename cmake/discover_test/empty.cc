// SPDX-License-Identifier: Apache-2.0
// No tests at all.

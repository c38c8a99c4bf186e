/**
 * What a user may configure: every option declared once in {@link org.sakia.config.Options}, read and checked by
 * {@link org.sakia.config.ConfigLoader}, documented by {@link org.sakia.config.ConfigurationTable}.
 */
package org.sakia.config;

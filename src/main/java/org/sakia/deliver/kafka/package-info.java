/**
 * The Kafka sink: one message a record. Start at {@link org.sakia.deliver.kafka.KafkaDelivery}, which has the beans that the route
 * {@code deliver-kafka} names.
 */
package org.sakia.deliver.kafka;

# The image `proofline` is every service and the command line: docker/run chooses by its first argument. It has neither
# the simulators nor the embedded Kafka; those are in the image `sandbox`, for the profile of that name.

FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /source
COPY . .
RUN --mount=type=cache,target=/root/.m2 mvn -B -ntp -pl standalone -am -DskipTests package
# what others wrote changes seldom, and is a layer of its own
RUN for program in cli standalone; do \
      mkdir -p "/image/$program/ours/lib" && cd "/source/$program/target" \
      && for pom in /source/*/pom.xml; do \
           module=$(basename "$(dirname "$pom")"); \
           find lib -name "$module-[0-9]*.jar" -exec mv {} "/image/$program/ours/lib" \; ; \
         done \
      && mv lib "/image/$program/lib" && mv proofline.jar "/image/$program/ours" || exit 1; \
    done

FROM eclipse-temurin:25-jre AS base
RUN useradd --system --uid 10001 --no-create-home proofline \
  && install -d -o proofline /data
COPY --chmod=755 docker/run docker/healthy /proofline/
USER proofline
WORKDIR /data
ENTRYPOINT ["/proofline/run"]

FROM base AS sandbox
COPY --from=build /image/standalone/lib /proofline/lib
COPY --from=build /image/standalone/ours /proofline
CMD ["sandbox"]

FROM base AS proofline
COPY --from=build /image/cli/lib /proofline/lib
COPY --from=build /image/cli/ours /proofline
CMD ["--help"]
